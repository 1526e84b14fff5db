CREATE TABLE tenants (
  id integer PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE notes (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants (id),
  title text NOT NULL,
  body text NOT NULL,
  -- Set when the note is in the bin.
  deleted_at timestamptz
);

CREATE INDEX notes_of_tenant ON notes (tenant_id, id) WHERE deleted_at IS NULL;
