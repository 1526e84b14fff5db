-- The passwords are 'analytical engine', 'nanoseconds of wire' and 'dynabook for all'. Alan has left.
INSERT INTO users (id, email, password_hash, is_closed) VALUES
  (1, 'ada@lovelace.example', 'scrypt$10$Do/o87rOKShqQH7ChRhUrg==$5XryGFbl/D0f4rTCQ9iPBUUUkFOqP5GMIJPYZ4Q7kqA=', false),
  (2, 'grace@hopper.example', 'scrypt$10$Zg2k1qSaiA6pXlQjmEj8eA==$PCUBVRfov3IZn8P0PInidbSnrCa9C0EmhMdUR4Mvsqc=', false),
  (3, 'alan@kay.example', 'scrypt$10$SOQczlqeJHPuQyoispgprg==$aYFUxIOq93KPjTfUfOab/Rx6NqBaYnG5uSy3YabzsQA=', true);
