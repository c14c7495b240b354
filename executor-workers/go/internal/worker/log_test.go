package worker

import (
	"encoding/json"
	"testing"

	"tribunal/accounts"
	"tribunal/internal/golden"
	"tribunal/internal/recovery"
)

func partitionWorkers(log golden.Log) *PartitionWorkers {
	return &PartitionWorkers{Deployment: log.Deployment, ExecutorID: "e1", Service: accounts.Execute,
		Find: func(map[int32]int64) map[int32]*recovery.VerifiedSnapshot { return nil }}
}

func newWorker(log golden.Log, resumeFrom int64) *Partition {
	return partitionWorkers(log).Create(map[int32]int64{log.Partition: resumeFrom})[log.Partition]
}

func dump(t testing.TB, value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
