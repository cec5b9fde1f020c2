-- What people, groups and events are searched by: their folded words on shelves, one for all who may
-- be shown the same. Kept by `store::directory` in the transaction of what they are words of, and made
-- anew from it at any time.

create table directory_words (
  shelf_id blob not null,
  word text not null,
  subject_id blob not null,
  rank integer not null,
  primary key (shelf_id, word, subject_id)
) strict, without rowid;
create index directory_words_subject on directory_words (subject_id);

create table directory_vocabulary (
  shelf_id blob not null,
  word text not null,
  sound text not null,
  sound_too text not null,
  primary key (shelf_id, word)
) strict, without rowid;
create index directory_vocabulary_sound on directory_vocabulary (shelf_id, sound);
create index directory_vocabulary_sound_too on directory_vocabulary (shelf_id, sound_too);
