-- wrk posts statements, each under an id of its own: `wrk ... URL -- BATCH SEED AUTHORIZATION`.

local statement = [[{
"id": "%s",
"actor": {"objectType": "Agent", "name": "Learner %d", "mbox": "mailto:learner-%d@example.com"},
"verb": {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"en-US": "completed"}},
"object": {"objectType": "Activity", "id": "https://example.com/courses/golf/lessons/%d", "definition": {
  "name": {"en-US": "Playing the game"}, "type": "http://adlnet.gov/expapi/activities/lesson"}},
"result": {"completion": true, "success": true, "score": {"scaled": 0.%02d}, "duration": "PT8M20S"},
"context": {"contextActivities": {"parent": [{"objectType": "Activity", "id": "https://example.com/courses/golf"}]}},
"timestamp": "2026-03-01T12:30:%02d.000Z"
}]]
local batch

function init(arguments)
  batch = tonumber(arguments[1])
  math.randomseed(tonumber(arguments[2]))
  wrk.headers["Authorization"] = arguments[3]
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["X-Experience-API-Version"] = "1.0.3"
end

local function digits(count)
  return string.format("%0" .. count .. "x", math.random(0, 16 ^ count - 1))
end

local function another()
  local id = table.concat({digits(8), digits(4), "4" .. digits(3), "a" .. digits(3), digits(6) .. digits(6)}, "-")
  local learner = math.random(1, 10000)
  return string.format(
    statement, id, learner, learner, math.random(1, 20), math.random(0, 99), math.random(0, 59))
end

function request()
  local statements = {}
  for number = 1, batch do
    statements[number] = another()
  end
  local body = table.concat(statements, ",")
  return wrk.format("POST", nil, nil, batch == 1 and body or "[" .. body .. "]")
end
