// Command counter is an executor of a service that counts.
package main

import (
	"encoding/json"
	"strconv"

	"tribunal/run"
	"tribunal/sdk"
)

// count adds to a counter: ADD {"counter":"hits"}, READ {"counter":"hits"}.
func count(state sdk.State, request sdk.Request) sdk.Answer {
	var body struct{ Counter string }
	if request.ContentType != sdk.JSON || json.Unmarshal(request.Body, &body) != nil || body.Counter == "" {
		return sdk.Refuse("BAD_REQUEST")
	}
	// All shard keys of a partition share one state, so the key names the shard too.
	key := []byte(request.ShardKey + "\x00" + body.Counter)
	value, _ := state.Get(key)
	total, _ := strconv.ParseInt(string(value), 10, 64)
	switch request.Operation {
	case "READ":
		return sdk.Done(shown(total))
	case "ADD":
		total++
		return sdk.Done(shown(total), sdk.Put(key, []byte(strconv.FormatInt(total, 10))))
	}
	return sdk.Refuse("UNKNOWN_OPERATION")
}

func shown(total int64) []byte { return []byte(`{"total":"` + strconv.FormatInt(total, 10) + `"}`) }

func main() { run.Main(count) }
