package recovery

import (
	"encoding/hex"
	"strings"
	"testing"

	"tribunal/internal/admission"
	"tribunal/internal/digest"
	"tribunal/internal/model"
	"tribunal/internal/vectors"
	"tribunal/internal/wire"
)

type foundedLog struct {
	Name, Deployment string
	Records          []struct {
		Offset, AppendTime int64
		Value              string
		Expected           struct{ Decision, Reason string }
	}
}

// TestContextOfEveryRulesVersion begins in the middle of a log of each version and decides the rest as from its beginning.
func TestContextOfEveryRulesVersion(t *testing.T) {
	var file struct {
		Partition int32
		Cases     []foundedLog
	}
	vectors.Load(t, "rules-versions.json", &file)
	told := map[string]bool{}
	for _, log := range file.Cases {
		for at := 1; at < len(log.Records); at++ {
			if log.Records[at].Expected.Decision == "ADMITTED" {
				continueAt(t, file.Partition, log, at, told)
			}
		}
	}
	if !told["rules version 1: REPLAYED"] || !told["rules version 2: SEQUENCE_TOO_OLD"] || len(told) < 4 {
		t.Errorf("seen: %v", told)
	}
}

func continueAt(t *testing.T, partition int32, log foundedLog, at int, told map[string]bool) {
	records := make([]model.BusinessRecord, len(log.Records))
	for i, one := range log.Records {
		value, _ := hex.DecodeString(one.Value)
		records[i] = wire.Business(partition, one.Offset, one.AppendTime, true, value)
	}
	deployment, _ := digest.Parse(log.Deployment)
	whole := admission.NewPartition(partition, deployment)
	for i := range at + 1 {
		if _, err := whole.Decide(&records[i]); err != nil {
			t.Fatal(err)
		}
	}
	context, ok := decodeContext(ContextOf(whole, partition, int64(at)).Encode())
	if !ok {
		t.Fatalf("%s: the context after %d is not read back", log.Name, at)
	}
	reopened, flaw := context.reopen(records[:1])
	if flaw != "" {
		t.Fatalf("%s: %s", log.Name, flaw)
	}
	for i := at + 1; i < len(records); i++ {
		decision, err := reopened.Decide(&records[i])
		if err != nil || string(decision.Reason) != log.Records[i].Expected.Reason {
			t.Errorf("%s from %d, record %d: %s %v, not %s", log.Name, at, i, decision.Reason, err, log.Records[i].Expected.Reason)
		}
		told[log.Name+": "+string(decision.Reason)] = true
	}
}

// TestUnknownRulesAreRefusedByName opens no partition under rules that this release does not know.
func TestUnknownRulesAreRefusedByName(t *testing.T) {
	var file struct {
		Partition int32
		Cases     []foundedLog
	}
	vectors.Load(t, "rules-versions.json", &file)
	refused := 0
	for _, log := range file.Cases {
		if log.Name != "rules version 3 is not known" {
			continue
		}
		value, _ := hex.DecodeString(log.Records[0].Value)
		deployment, _ := digest.Parse(log.Deployment)
		genesis := wire.Business(file.Partition, 0, 0, true, value)
		_, err := admission.NewPartition(file.Partition, deployment).Decide(&genesis)
		if err == nil || !strings.Contains(err.Error(), "rules version 3, this release knows those up to 2") {
			t.Errorf("%v", err)
		}
		refused++
	}
	if refused != 1 {
		t.Errorf("%d cases", refused)
	}
}
