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
	"tribunal/internal/logline"
)

const maxRegistryAnswer = 4 << 20

// SchemaID looks up the id under which a topic's schema is registered. It serves everyone's tools and no reader of ours, so
// that nothing waits for it: without a registry, or when it does not answer, it is 0.
func SchemaID(settings *config.Config, topic string) uint32 {
	var last error
	for _, base := range settings.RegistryURLs {
		id, err := lookUp(settings, base+"/subjects/"+url.PathEscape(topic+"-value")+"/versions/latest")
		if err == nil {
			return id
		}
		last = err
	}
	if last != nil {
		logline.Warn("schema_not_found", "topic", topic, "error", last)
	}
	return 0
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
