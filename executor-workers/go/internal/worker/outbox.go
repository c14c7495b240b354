package worker

// Parcel is a batch on its way to the log.
type Parcel struct {
	Partition int32
	Batch     Batch
	dueAt     int64
}

// Outbox holds parcels in order; a delayed one holds up those behind it. Times in ms of any clock.
type Outbox struct{ parcels []Parcel }

// Add takes a parcel that is due then.
func (o *Outbox) Add(dueAt int64, partition int32, batch Batch) {
	o.parcels = append(o.parcels, Parcel{partition, batch, dueAt})
}

// Due takes out what is due.
func (o *Outbox) Due(now int64) []Parcel {
	due := 0
	for due < len(o.parcels) && o.parcels[due].dueAt <= now {
		due++
	}
	parcels := o.parcels[:due:due]
	o.parcels = o.parcels[due:]
	return parcels
}
