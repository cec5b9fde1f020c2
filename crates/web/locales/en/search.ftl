# One search: people, groups, evenings, and one's own notebook.
search-title = Search
search-label = Search for somebody, a group, an evening, a note
search-short = Search
search-example = chocolate November
search-go = Search
search-people = People
search-all = See everything
search-start = Whom are you looking for?
search-start-lead = A piece of a name, a trade, a word of your notes, a place or a month: “courtière May”, “chocolat November”. Accents and small mistakes do not matter.
search-none = Nothing answers to these words
search-none-lead = Try one word less, or the name as it sounds. Only what is open to you is found here.
search-count = { $count ->
    [0] Nothing answers to these words
    [one] { $count } suggestion
   *[other] { $count } suggestions
}
search-in-notebook = { $count ->
    [one] See the contact in my notebook
   *[other] See the { $count } contacts in my notebook
}
