INSERT INTO users (id, name, email) VALUES
  (1, 'Grace Hopper', 'Grace@hopper.example'),
  (2, 'Ada Lovelace', 'ada_l@lovelace.example'),
  (3, 'Ada Lamb', 'adaxl@lamb.example'),
  (4, 'Donald Knuth', 'don%tex@knuth.example'),
  (5, 'Donald Duck', 'donaldtex@duck.example'),
  (6, 'Alan Kay', 'alan@kay.example'),
  (7, 'Tony Hoare', 'tony\hoare@hoare.example'),
  (8, 'Radia Perlman', 'RADIA@perlman.example'),
  (9, 'Barbara Liskov', 'barbara@liskov.example');
