-- What people, groups and events are searched by: their folded words on shelves, one for all who may
-- be shown the same. Kept by `store::directory` in the transaction of what they are words of, and made
-- anew from it at any time. Words are ordered by their bytes.

create table directory_words (
  shelf_id uuid not null,
  word text collate "C" not null,
  subject_id uuid not null,
  rank bigint not null,
  primary key (shelf_id, word, subject_id)
);
create index directory_words_subject on directory_words (subject_id);

create table directory_vocabulary (
  shelf_id uuid not null,
  word text collate "C" not null,
  sound text not null,
  sound_too text not null,
  primary key (shelf_id, word)
);
create index directory_vocabulary_sound on directory_vocabulary (shelf_id, sound);
create index directory_vocabulary_sound_too on directory_vocabulary (shelf_id, sound_too);
