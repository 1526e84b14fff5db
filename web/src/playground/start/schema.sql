CREATE TABLE authors (
  id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL
);

CREATE TABLE books (
  id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  author_id integer NOT NULL REFERENCES authors (id),
  title text NOT NULL,
  published integer NOT NULL
);

CREATE INDEX books_author_id_idx ON books (author_id);
