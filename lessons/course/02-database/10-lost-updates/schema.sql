CREATE TABLE events (
  id integer PRIMARY KEY,
  title text NOT NULL,
  seats_left integer NOT NULL CHECK (seats_left >= 0)
);

CREATE TABLE bookings (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id integer NOT NULL REFERENCES events (id),
  name text NOT NULL,
  seats integer NOT NULL CHECK (seats > 0)
);

CREATE INDEX bookings_of_event ON bookings (event_id);
