import "./views/context.ts";
