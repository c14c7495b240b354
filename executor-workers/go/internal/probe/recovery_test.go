package probe

import (
	"encoding/json"
	"reflect"
	"testing"

	"tribunal/internal/vectors"
)

func TestRecovery(t *testing.T) {
	var golden struct {
		Deployment  string
		Partition   json.Number
		AppendTime  json.Number
		BusinessLog []string
		Cases       []map[string]any
	}
	vectors.Load(t, "recovery.json", &golden)
	if len(golden.Cases) == 0 {
		t.Fatal("no cases")
	}
	var records []any
	for offset, value := range golden.BusinessLog {
		records = append(records, map[string]any{"offset": text(offset), "appendTime": text(golden.AppendTime),
			"logAppendTime": true, "value": value})
	}
	for _, one := range golden.Cases {
		got := ask(t, map[string]any{"probe": "restore", "deployment": golden.Deployment, "partition": golden.Partition,
			"resumeFrom": text(one["resumeFrom"]), "genesis": golden.BusinessLog[0], "audit": one["audit"],
			"checkpoints": one["checkpoints"], "snapshots": one["snapshots"], "records": records})
		wanted, _ := one["restored"].(map[string]any)
		if wanted == nil {
			if got["restored"] != nil || got["error"] != nil {
				t.Errorf("%v: %v", one["name"], got)
			}
			continue
		}
		for _, long := range []string{"businessOffset", "decision"} {
			wanted[long] = text(wanted[long])
		}
		if !reflect.DeepEqual(got["restored"], any(wanted)) {
			t.Errorf("%v: %v, not %v", one["name"], got, wanted)
		}
	}
}
