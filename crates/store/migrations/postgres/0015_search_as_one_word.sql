-- Names are found typed as one word too, and values that a telephone replaced no more. Made anew at the
-- next start.

delete from search_contacts;
delete from directory_words;
