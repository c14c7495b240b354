package broker

import (
	"errors"

	"github.com/twmb/franz-go/pkg/kgo"

	"tribunal/internal/digest"
	"tribunal/internal/logline"
	"tribunal/internal/model"
	"tribunal/internal/recovery"
	"tribunal/internal/wire"
	"tribunal/internal/worker"
)

// VerifiedSnapshots finds verified snapshots in the topics of snapshots and checkpoints. Signers are checked against the present
// certified decisions. A partition without a verified snapshot is replayed.
type VerifiedSnapshots struct {
	Options    []kgo.Opt
	Namespace  string
	Deployment digest.Hash
}

// Find returns the best verified state of each partition that has one; resume is, by partition, the business offset up to
// which everything is answered.
func (f *VerifiedSnapshots) Find(resume map[int32]int64) map[int32]*recovery.VerifiedSnapshot {
	found, err := f.find(resume)
	if err != nil {
		logline.Warn("no_snapshots", "error", err, "action", "replay_from_zero")
	}
	return found
}

func (f *VerifiedSnapshots) find(resume map[int32]int64) (map[int32]*recovery.VerifiedSnapshot, error) {
	genesis, err := f.genesis()
	if err != nil || len(genesis.Validators) == 0 {
		return nil, err
	}
	positions := recovery.Positions{}
	err = f.snapshots(func(key, _ []byte) { positions.Take(key) })
	if err != nil || len(positions) == 0 {
		return nil, err
	}
	tally, err := f.tally(genesis, positions)
	if err != nil {
		return nil, err
	}
	shelf, err := recovery.NewIndex(f.snapshots, func(place recovery.Place) bool {
		_, final := tally.At(place)
		return final
	})
	if err != nil {
		return nil, err
	}
	found := map[int32]*recovery.VerifiedSnapshot{}
	for partition, resumeFrom := range resume {
		log, err := NewPlaceReader(f.Options, f.Namespace+".business-log", partition)
		if err != nil {
			return nil, err
		}
		if one := recovery.Choose(partition, resumeFrom, shelf, tally, log.At); one != nil {
			found[partition] = one
		}
		log.Close()
	}
	return found, nil
}

func (f *VerifiedSnapshots) genesis() (*model.Genesis, error) {
	log, err := NewPlaceReader(f.Options, f.Namespace+".business-log", 0)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	record, err := log.At(0)
	if err != nil {
		return nil, err
	}
	if record.Entry == nil || digest.Sum(record.Entry.Envelope.Payload) != f.Deployment {
		return nil, errors.New("business-log does not begin with the genesis of this deployment")
	}
	genesis, ok := record.Entry.Content.(*model.Genesis)
	if !ok {
		return nil, errors.New("business-log begins with no genesis")
	}
	return genesis, nil
}

func (f *VerifiedSnapshots) tally(genesis *model.Genesis, positions recovery.Positions) (*recovery.Tally, error) {
	var audit [][]byte
	err := f.scan("isolation-audit", func(record *kgo.Record) { audit = append(audit, record.Value) })
	if err != nil {
		return nil, err
	}
	latest, err := recovery.Latest(genesis, f.Deployment, audit)
	if err != nil {
		return nil, err
	}
	tally := recovery.NewTally(genesis, latest)
	err = f.scan("checkpoints", func(record *kgo.Record) {
		signed, err := wire.Checkpoint(isStamped(record), record.Value)
		if err == nil && positions[recovery.Place{Partition: signed.Partition, Offset: signed.BusinessOffset}] {
			tally.Add(signed)
		}
	})
	return tally, err
}

func (f *VerifiedSnapshots) snapshots(take func(key, value []byte)) error {
	return f.scan("snapshots", func(record *kgo.Record) { take(record.Key, record.Value) })
}

func (f *VerifiedSnapshots) scan(topic string, take func(*kgo.Record)) error {
	return Scan(f.Options, f.Namespace+"."+topic, take)
}

// Rejoins reads isolation-endorsements before it writes there, so that a restart does not write a second request.
type Rejoins struct {
	Options  []kgo.Opt
	Topic    string
	Own      worker.OwnRejoin
	SchemaID uint32
}

// Request writes the request to rejoin after an isolation, unless it is there already; reports whether it is there now.
func (r *Rejoins) Request(isolation int64) bool {
	stands, err := r.stands(isolation)
	if err == nil && !stands {
		err = r.write(isolation)
	}
	if err != nil {
		logline.Repeated("rejoin_failed", err, "isolation", isolation, "action", "retry")
		return false
	}
	if !stands {
		logline.Info("rejoin_asked", "executor", r.Own.ExecutorID, "isolation", isolation)
	}
	return true
}

func (r *Rejoins) stands(isolation int64) (bool, error) {
	stands := false
	err := Scan(r.Options, r.Topic, func(record *kgo.Record) {
		rejoin, err := wire.ReadRejoin(isStamped(record), record.Value)
		stands = stands || err == nil && r.Own.Matches(rejoin, isolation)
	})
	return stands, err
}
