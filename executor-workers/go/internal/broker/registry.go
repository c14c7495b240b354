package broker

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tribunal/internal/config"
)

const maxRegistryAnswer = 4 << 20

// SchemaIDs looks up the ids under which the topics' schemas are registered, for everyone's tools. It waits for a registry that
// does not answer or does not know them yet, since nothing may be written with an id that is not registered; its error is the
// context's. Without a registry each id is 0.
func SchemaIDs(ctx context.Context, settings *config.Config, topics ...string) ([]uint32, error) {
	retries := &Retries{Event: "waits_for_schema_ids"}
	for ctx.Err() == nil {
		ids, err := schemaIDs(settings, topics)
		if err == nil {
			return ids, nil
		}
		pause, err := retries.Failed(err)
		if err != nil {
			return nil, err
		}
		Wait(ctx, pause)
	}
	return nil, ctx.Err()
}

func schemaIDs(settings *config.Config, topics []string) ([]uint32, error) {
	ids := make([]uint32, len(topics))
	for i, topic := range topics {
		var last error
		for _, base := range settings.RegistryURLs {
			ids[i], last = lookUp(settings, base+"/subjects/"+url.PathEscape(topic+"-value")+"/versions/latest")
			if last == nil {
				break
			}
		}
		if last != nil {
			return nil, fmt.Errorf("%s: %w", topic, last)
		}
	}
	return ids, nil
}

func lookUp(settings *config.Config, address string) (uint32, error) {
	timeout := time.Duration(min(settings.RegistryTimeout, 3_000)) * time.Millisecond
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	if user, password, ok := strings.Cut(settings.RegistryUser, ":"); ok {
		request.SetBasicAuth(user, password)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("the registry answers %d", response.StatusCode)
	}
	var answer struct {
		ID *uint32 `json:"id"`
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, maxRegistryAnswer)).Decode(&answer); err != nil {
		return 0, err
	}
	if answer.ID == nil {
		return 0, fmt.Errorf("the registry's answer has no id")
	}
	return *answer.ID, nil
}
