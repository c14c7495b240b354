// Package admission decides which entries of a business-log partition count (PROTOCOL 4): a pure function of the log.
package admission

import "encoding/binary"

const (
	murmurSeed  = 0x9747b28c
	murmurM     = 0x5bd1e995
	murmurShift = 24
)

// PartitionOf is where a shard key's entries belong: Kafka's default, toPositive(murmur2(utf8)) % partitions.
func PartitionOf(shardKey string, partitions int32) int32 {
	return int32(murmur2([]byte(shardKey))&0x7fffffff) % partitions
}

func murmur2(data []byte) uint32 {
	hash := uint32(murmurSeed) ^ uint32(len(data))
	for ; len(data) >= 4; data = data[4:] {
		k := binary.LittleEndian.Uint32(data) * murmurM
		k ^= k >> murmurShift
		hash = hash*murmurM ^ k*murmurM
	}
	for i := len(data) - 1; i >= 0; i-- {
		hash ^= uint32(data[i]) << (8 * i)
	}
	if len(data) > 0 {
		hash *= murmurM
	}
	hash ^= hash >> 13
	hash *= murmurM
	return hash ^ hash>>15
}
