package model

// Sizes in bytes (PROTOCOL 5).
const (
	maxDerivedRecord = 8 << 20
	maxResponseBytes = 512 << 10
	verdictRest      = 16 << 10
	verdictNamed     = 512
	verdictProof     = 2 << 10
)

// largestVerdict is what no verdict of so many executors exceeds: it names every one, repeats one response, and carries one more
// of each where certificates are embedded.
func largestVerdict(executors int, embeds bool) int {
	each := verdictNamed
	if embeds {
		each += verdictProof + maxResponseBytes
	}
	return verdictRest + maxResponseBytes + executors*each
}
