-- One arrival a request: a new entry each time, of one of the people in the file that PEOPLE names.
local people, count = {}, 0
for line in io.lines(os.getenv("PEOPLE")) do people[#people + 1] = line end
local path, round = os.getenv("LOG_PATH"), tonumber(os.getenv("OFFSET"))
local headers = {
  ["cookie"] = "session=" .. os.getenv("SESSION"),
  ["content-type"] = "application/json",
  ["sec-fetch-site"] = "same-origin",
}

function request()
  count = count + 1
  -- As devices make them: ordered by time, fifteen to a millisecond, random at the end.
  local ms = round * 0x1000000 + math.floor(count / 15)
  local id = string.format("019a%04x-%04x-7%03x-8%03x-%012x", math.floor(ms / 65536), ms % 65536,
    math.random(0, 4095), math.random(0, 4095), count)
  local body = string.format(
    '{"entries":[{"id":"%s","device_at":"2026-11-12T23:30:00Z","kind":"arrival","person":"%s"}]}',
    id, people[count % #people + 1])
  return wrk.format("POST", path, headers, body)
end
