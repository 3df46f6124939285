-- What a user of Neovim's built-in language client sees and does, without plugins. Each test prints a line of JSON.

-- After this long, what a test waits for will never come: far more than a busy machine needs.
local HANG_GUARD_MS = 10 * 60 * 1000
local SERVER = vim.env.CORS_LENS_SERVER
local FOLDER = vim.env.CORS_LENS_WORKSPACE

local MISMATCH = {
  "GET /data HTTP/1.1",
  "Host: api.example.com",
  "Origin: https://app.example.com",
  "",
  "HTTP/1.1 200 OK",
  "Access-Control-Allow-Origin: http://app.example.com",
}
local PUT = {
  "PUT https://api.example.com/items/1",
  "Origin: https://app.example.com",
  "Content-Type: application/json",
  "",
  "{}",
}

local function wait(what, condition)
  assert(vim.wait(HANG_GUARD_MS, condition, 20), "waited in vain for " .. what)
end

-- Opens a new file with these lines, and starts a client of the server.
local count = 0
local function open(lines, extension, filetype)
  count = count + 1
  local path = string.format("%s/neovim-%d.%s", FOLDER, count, extension or "http")
  vim.fn.writefile(lines, path)
  vim.cmd("edit " .. path)
  vim.bo.filetype = filetype or "http"
  local client = vim.lsp.start_client({
    name = "cors-lens",
    cmd = { vim.env.CORS_LENS_NODE, SERVER, "lsp", "--stdio" },
    root_dir = FOLDER,
  })
  assert(client, "the server didn't start")
  local buffer = vim.api.nvim_get_current_buf()
  assert(vim.lsp.buf_attach_client(buffer, client))
  wait("the server", function()
    return vim.lsp.get_client_by_id(client).initialized
  end)
  return buffer
end

local function ask(buffer, method, params)
  local answers, problem = vim.lsp.buf_request_sync(buffer, method, params, HANG_GUARD_MS)
  assert(answers, problem)
  local _, answer = next(answers)
  assert(answer and not answer.err, vim.inspect(answer))
  return answer.result
end

local function at(line, character)
  vim.api.nvim_win_set_cursor(0, { line, character })
  return vim.lsp.util.make_position_params(0)
end

local function diagnostics(buffer, number)
  wait(number .. " diagnostics", function()
    return #vim.diagnostic.get(buffer) == number
  end)
  return vim.diagnostic.get(buffer)
end

local function lines(buffer)
  return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
end

local function apply(action)
  vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
end

local function action(buffer, line, title, found)
  at(line, 0)
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = found or {} }
  local titles = {}
  for _, one in ipairs(ask(buffer, "textDocument/codeAction", params)) do
    if one.title == title then
      return one
    end
    table.insert(titles, one.title)
  end
  error(title .. " isn't among " .. vim.inspect(titles))
end

local tests = {
  { "shows a diagnostic with its rule, at the text that is wrong", function()
    local found = diagnostics(open(MISMATCH), 1)[1]
    assert(found.code == "allow-origin-mismatch", vim.inspect(found))
    assert(found.severity == vim.diagnostic.severity.ERROR)
    assert(found.lnum == 5 and found.col == 29 and found.end_col == 33, vim.inspect(found))
    assert(found.message:find("the scheme differs", 1, true), found.message)
  end },
  { "removes a diagnostic when the text is fixed", function()
    local buffer = open(MISMATCH)
    diagnostics(buffer, 1)
    vim.api.nvim_buf_set_text(buffer, 5, 29, 5, 33, { "https" })
    vim.api.nvim_buf_set_lines(buffer, 6, 6, false, { "Vary: Origin" })
    diagnostics(buffer, 0)
  end },
  { "checks the fences of Markdown", function()
    local text = { "# Notes", "", "```http", unpack(MISMATCH) }
    table.insert(text, "```")
    assert(diagnostics(open(text, "md", "markdown"), 1)[1].lnum == 8)
  end },
  { "shows the verdict on hover, in a window that Neovim opens", function()
    local buffer = open(MISMATCH)
    local hover = ask(buffer, "textDocument/hover", at(6, 5))
    local text = table.concat(vim.lsp.util.convert_input_to_markdown_lines(hover.contents), "\n")
    assert(text:find("Blocked", 1, true) and text:find("the scheme differs", 1, true), text)
    vim.lsp.util.open_floating_preview(vim.split(text, "\n"), "markdown", {})
  end },
  { "completes what the exchange needs first, with omnifunc", function()
    local text = { unpack(MISMATCH) }
    text[6] = ""
    local buffer = open(text)
    local items = ask(buffer, "textDocument/completion", at(6, 0))
    items = items.items or items
    table.sort(items, function(a, b)
      return a.sortText < b.sortText
    end)
    assert(items[1].label == "Access-Control-Allow-Origin", vim.inspect(items[1]))
    local matches = vim.lsp.util.text_document_completion_list_to_complete_items(items, "Access-Control-Allow-O")
    assert(#matches > 0 and matches[1].word:find("^Access%-Control%-Allow%-Origin"), vim.inspect(matches))
  end },
  { "fixes a header with a code action, and one undo reverts it", function()
    local buffer = open(MISMATCH)
    diagnostics(buffer, 1)
    local found = vim.lsp.diagnostic.get_line_diagnostics(buffer, 5)
    apply(action(buffer, 6, "Allow https://app.example.com", found))
    assert(lines(buffer)[6] == "Access-Control-Allow-Origin: https://app.example.com", vim.inspect(lines(buffer)))
    wait("the end of the finding", function()
      local codes = vim.tbl_map(function(one)
        return one.code
      end, vim.diagnostic.get(buffer))
      return not vim.tbl_contains(codes, "allow-origin-mismatch")
    end)
    vim.cmd("undo")
    assert(vim.deep_equal(lines(buffer), MISMATCH), vim.inspect(lines(buffer)))
  end },
  { "inserts the preflight, and keeps the request below it", function()
    local buffer = open(PUT)
    apply(action(buffer, 1, "Insert the preflight"))
    local text = lines(buffer)
    assert(text[1] == "OPTIONS https://api.example.com/items/1", vim.inspect(text))
    assert(vim.tbl_contains(text, "Access-Control-Request-Headers: content-type"), vim.inspect(text))
    assert(vim.deep_equal(vim.list_slice(text, #text - #PUT + 1), PUT), vim.inspect(text))
  end },
  { "has symbols, and goes to the origin that a value is compared with", function()
    local buffer = open(MISMATCH)
    local symbols = ask(buffer, "textDocument/documentSymbol", { textDocument = at(1, 0).textDocument })
    assert(symbols[1].name:find("GET", 1, true), vim.inspect(symbols))
    local places = ask(buffer, "textDocument/definition", at(6, 35))
    local place = places[1] or places
    assert((place.targetSelectionRange or place.range).start.line == 2, vim.inspect(places))
  end },
}

for _, test in ipairs(tests) do
  local passed, problem = pcall(test[2])
  vim.cmd("silent! %bwipeout!")
  for _, client in ipairs(vim.lsp.get_active_clients()) do
    client.stop()
  end
  io.stdout:write("\n" .. vim.fn.json_encode({ title = test[1], passed = passed, problem = passed and "" or tostring(problem) }) .. "\n")
end
wait("the servers' end", function()
  return #vim.lsp.get_active_clients() == 0
end)
vim.cmd("qall!")
