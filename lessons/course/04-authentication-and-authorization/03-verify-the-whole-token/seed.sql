-- The passwords are 'analytical engine' and 'nanoseconds of wire'.
INSERT INTO users (id, name, email, password_hash, address) VALUES
  (1, 'Ada Lovelace', 'ada@lovelace.example', 'scrypt$10$Jtm9cefDNy4BdhQBYaDyNQ==$zvfK/6tTMhWjmgz20raWtpA12NkTD1kHuN7qFPZcS0M=', '12 St James''s Square, London'),
  (2, 'Grace Hopper', 'grace@hopper.example', 'scrypt$10$3NvQ2KykVz4EnEY6Cn+Yng==$J6SFCt3G2gw0C0UeUJcoHRATdK7HvCJsa85Gh1UzUdQ=', '1905 S Eads Street, Arlington');
