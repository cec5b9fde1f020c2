-- Contacts are found by days and by whole telephone numbers too. Made anew at the next start.

delete from search_contacts;
