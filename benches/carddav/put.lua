-- Each request puts a card of its own: wrk -s benches/carddav/put.lua. AUTH and OFFSET come from the environment.
local auth, offset = os.getenv("AUTH"), os.getenv("OFFSET") or "0"
local n, thread = 0, 0
local threads = 0

function setup(t)
  t:set("thread", threads)
  threads = threads + 1
end

function request()
  n = n + 1
  local name = string.format("c%s-%d-%d", offset, thread, n)
  local body = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:" .. name .. "\r\nFN:Zoe Roy " .. name .. "\r\nN:Roy " .. name ..
    ";Zoe;;;\r\nORG:Cacao du Nord\r\nTEL;TYPE=cell:514 555-0142\r\nEMAIL:" .. name .. "@exemple.test\r\nEND:VCARD\r\n"
  local headers = { ["Authorization"] = auth, ["Content-Type"] = "text/vcard; charset=utf-8" }
  return wrk.format("PUT", (os.getenv("BOOK") or "/dav/books/notebook/") .. name .. ".vcf", headers, body)
end
