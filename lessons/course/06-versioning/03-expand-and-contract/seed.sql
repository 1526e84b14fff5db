INSERT INTO users (name) VALUES ('Ada Lovelace'), ('Grace Hopper'), ('Barbara Liskov');
