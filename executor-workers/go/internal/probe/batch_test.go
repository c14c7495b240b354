package probe

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"tribunal/internal/signing"
)

// seedOf returns the seed of a test key, and compares all keys with their vectors.
func seedOf(t *testing.T, name string) string {
	found := ""
	for _, one := range load(t, "keys.json").Cases {
		seed := sha256.Sum256([]byte(one["seedText"].(string)))
		key, err := signing.KeyFromSeed(seed[:])
		if err != nil {
			t.Fatal(err)
		}
		if key.ID() != one["keyId"] || hex.EncodeToString(key.Sign([]byte(one["seedText"].(string)))) != one["signature"] {
			t.Errorf("%v: other key or signature", one["seedText"])
		}
		if one["seedText"] == "tribunal test key "+name {
			found = hex.EncodeToString(seed[:])
		}
	}
	return found
}

func TestResponseBatches(t *testing.T) {
	made := 0
	for _, one := range load(t, "response-batches.json").Cases {
		if one["readable"] != true {
			continue
		}
		header := one["header"].(map[string]any)
		var responses []any
		for _, response := range one["responses"].([]any) {
			responses = append(responses, response.(map[string]any)["encoded"])
		}
		got := ask(t, map[string]any{"probe": "batch", "seed": seedOf(t, "e1"),
			"deployment": header["deployment"], "executorId": header["executorId"], "partition": header["partition"],
			"processedTo": text(header["processedTo"]), "schemaId": 0, "responses": responses})
		if got["value"] != one["value"] {
			t.Errorf("%v: %.300v, not %.300v", one["name"], got, one["value"])
		}
		made++
	}
	if made == 0 {
		t.Error("no readable batches")
	}
}

func TestRejoin(t *testing.T) {
	for _, one := range load(t, "order.json").Cases {
		if one["kind"] != "Rejoin" {
			continue
		}
		got := ask(t, map[string]any{"probe": "rejoin", "deployment": one["deployment"], "executorId": "e2",
			"isolation": "3", "schemaId": 0, "seed": seedOf(t, "e2")})
		if got["value"] == one["value"] {
			return
		}
		t.Errorf("%v, not %v", got, one["value"])
	}
}
