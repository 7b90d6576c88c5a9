"""Run the steps on the connection that ``app.store.migrate`` hands in: it holds the write lock already."""

from alembic import context
from sqlmodel import SQLModel

from app.store import tables  # noqa: F401  (fills SQLModel.metadata)

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
    render_as_batch=connection.dialect.name == "sqlite",
)
context.run_migrations()
