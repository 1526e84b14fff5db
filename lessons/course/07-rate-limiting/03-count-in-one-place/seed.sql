INSERT INTO quotes (product, cents) VALUES ('ink', 1250), ('paper', 480);
