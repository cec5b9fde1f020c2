-- Twenty connections that each wait some 20 ms between answers: about a thousand requests a second.
function delay() return 17 + math.random(0, 6) end
