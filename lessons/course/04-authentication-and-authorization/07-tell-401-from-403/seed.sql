-- The passwords are 'analytical engine', 'nanoseconds of wire' and 'dynabook for all'.
INSERT INTO users (id, name, email, password_hash, role) VALUES
  (1, 'Ada Lovelace', 'ada@lovelace.example', 'scrypt$10$Jtm9cefDNy4BdhQBYaDyNQ==$zvfK/6tTMhWjmgz20raWtpA12NkTD1kHuN7qFPZcS0M=', 'admin'),
  (2, 'Grace Hopper', 'grace@hopper.example', 'scrypt$10$3NvQ2KykVz4EnEY6Cn+Yng==$J6SFCt3G2gw0C0UeUJcoHRATdK7HvCJsa85Gh1UzUdQ=', 'customer'),
  (3, 'Mallory', 'mallory@shop.example', 'scrypt$10$mYiMGfe2Xly6WClq/JubBA==$5jqi9MnGeUZ9iRC7985mkSZSz/fqzoKXMAbaVVBQlFk=', 'admin');
