package wire

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/twmb/avro"
)

var update = flag.Bool("update", false, "write the embedded schemas anew from the product's")

const productSchemas = "../../../../schemas/src/main/avro"

// TestEmbeddedSchemas holds the embedded canonical forms against the product's schemas.
func TestEmbeddedSchemas(t *testing.T) {
	known := map[string]any{}
	files, err := filepath.Glob(filepath.Join(productSchemas, "*.avsc"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no schemas in %s: %v", productSchemas, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var schema map[string]any
		if err := json.Unmarshal(text, &schema); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		learn(schema, known)
	}
	for _, name := range []string{"Genesis", "GenesisV2", "Request", "Control", "ResponseBatchHeader", "Response",
		"SignedEnvelope", "ResponseLogEntry", "Mandate", "OrderEntry", "IsolationDecision", "Checkpoint", "SnapshotChunk"} {
		whole, err := json.Marshal(inlined(known["io.tribunal.schemas.avro."+name], known, map[string]bool{}))
		if err != nil {
			t.Fatal(err)
		}
		schema, err := avro.Parse(string(whole))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := append(schema.Canonical(), '\n')
		file := "schemas/" + name + ".avsc"
		if *update {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, _ := os.ReadFile(file); string(got) != string(want) {
			t.Errorf("%s is not the product's schema; run: go test ./internal/wire -run EmbeddedSchemas -update", file)
		}
	}
}

// learn keeps every named type, also those defined inside others.
func learn(schema any, known map[string]any) {
	switch node := schema.(type) {
	case map[string]any:
		if name, ok := node["name"].(string); ok && node["type"] != nil {
			switch node["type"] {
			case "record", "enum", "fixed":
				known["io.tribunal.schemas.avro."+name] = node
			}
		}
		for _, child := range node {
			learn(child, known)
		}
	case []any:
		for _, child := range node {
			learn(child, known)
		}
	}
}

// inlined puts each named type where it is first used.
func inlined(schema any, known map[string]any, used map[string]bool) any {
	switch node := schema.(type) {
	case string:
		definition, ok := known[node]
		if !ok || used[node] {
			return node
		}
		return inlined(definition, known, used)
	case []any:
		items := make([]any, len(node))
		for i, item := range node {
			items[i] = inlined(item, known, used)
		}
		return items
	case map[string]any:
		return inlinedNode(node, known, used)
	default:
		return schema
	}
}

func inlinedNode(node map[string]any, known map[string]any, used map[string]bool) any {
	made := map[string]any{}
	for key, value := range node {
		made[key] = value
	}
	if name, ok := node["name"].(string); ok {
		full := "io.tribunal.schemas.avro." + name
		if used[full] {
			return full
		}
		used[full] = true
		made["namespace"] = "io.tribunal.schemas.avro"
	}
	if items, ok := node["items"]; ok {
		made["items"] = inlined(items, known, used)
	}
	if fields, ok := node["fields"].([]any); ok {
		inFields := make([]any, len(fields))
		for i, field := range fields {
			copied := map[string]any{}
			for key, value := range field.(map[string]any) {
				copied[key] = value
			}
			copied["type"] = inlined(copied["type"], known, used)
			inFields[i] = copied
		}
		made["fields"] = inFields
	}
	return made
}
