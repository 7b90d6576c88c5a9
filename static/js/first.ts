// Runs before the page's own code is there: asks for the first marks, by the address alone.
import { askEarly, clustersAddress } from "./api/client.ts";
import { filterParameters } from "./api/query.ts";
import { firstLook } from "./data/look.ts";
import { stateFromQuery } from "./state/address.ts";

const state = stateFromQuery(window.location.search);
const look = firstLook(state, window.innerWidth);
if (look) askEarly(window as object, clustersAddress(filterParameters(state, look.bbox), look.zoom));
