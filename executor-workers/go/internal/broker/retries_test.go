package broker

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"

	"tribunal/internal/config"
)

func TestPausesGrowAndPassingFailuresAreTriedForEver(t *testing.T) {
	retries := &Retries{Event: "test"}
	var pauses []time.Duration
	for range 100 {
		pause, err := retries.Failed(errors.New("no broker"))
		if err != nil {
			t.Fatal(err)
		}
		pauses = append(pauses, pause)
	}
	want := []time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second,
		30 * time.Second, 30 * time.Second}
	if !slices.Equal(pauses[:8], want) || pauses[99] != 30*time.Second {
		t.Fatal(pauses[:8], pauses[99])
	}
}

func TestDamageThatStaysIsGivenUp(t *testing.T) {
	retries := &Retries{Event: "test"}
	damage := fmt.Errorf("business-log-0@7: %w", kerr.CorruptMessage)
	for range damagedTries - 1 {
		if _, err := retries.Failed(damage); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := retries.Failed(damage); !errors.Is(err, ErrDamaged) || !errors.Is(err, kerr.CorruptMessage) {
		t.Fatal(err)
	}
	retries.Succeeded()
	if _, err := retries.Failed(damage); err != nil || !retries.Failing() {
		t.Fatal(err)
	}
}

func TestSchemaIDsAreWaitedFor(t *testing.T) {
	var asked atomic.Int32
	registry := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 1 {
			out.WriteHeader(http.StatusNotFound)
			return
		}
		_ = json.NewEncoder(out).Encode(map[string]int{"id": 7})
	}))
	defer registry.Close()
	settings := &config.Config{RegistryURLs: []string{registry.URL}, RegistryTimeout: 1000}
	ids, err := SchemaIDs(context.Background(), settings, "a.response-log", "a.rejoins")
	if err != nil || !slices.Equal(ids, []uint32{7, 7}) {
		t.Fatal(ids, err)
	}
}

func TestNoSchemaIDsWhenItIsStoppedBefore(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	settings := &config.Config{RegistryURLs: []string{"http://127.0.0.1:1"}, RegistryTimeout: 1000}
	if ids, err := SchemaIDs(ctx, settings, "a.response-log"); err == nil {
		t.Fatal(ids)
	}
}
