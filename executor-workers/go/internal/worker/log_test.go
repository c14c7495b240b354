package worker

import (
	"encoding/json"
	"testing"

	"tribunal/accounts"
	"tribunal/internal/golden"
	"tribunal/internal/recovery"
)

func workforce(log golden.Log) *Workforce {
	return &Workforce{Deployment: log.Deployment, ExecutorID: "e1", Service: accounts.Execute,
		Find: func(map[int32]int64) map[int32]*recovery.Foundation { return nil }}
}

func hire(log golden.Log, resumeFrom int64) *Partition {
	return workforce(log).Hire(map[int32]int64{log.Partition: resumeFrom})[log.Partition]
}

func dump(t testing.TB, value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
