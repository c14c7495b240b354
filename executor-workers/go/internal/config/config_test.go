package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const deployment = "e3a8b8b844f22e0411dfa9e8748266fd98fa30e1a38ff2af5cdb24ee585d2f9b"

func TestProperties(t *testing.T) {
	got, err := parseProperties("# c\n! c\r\na=1\n b : 2 \nc 3\nd=x\\\n   y\ne=\\u0041\\t|\\\\\\:\\q\nf\\=g = h=i\nempty\n\nlast=z\\")
	want := map[string]string{"a": "1", "b": "2", "c": "3", "d": "xy", "e": "A\t|\\:q", "f=g": "h=i", "empty": "", "last": "z"}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := parseProperties(`a=\u00`); err == nil {
		t.Error("a malformed escape is taken")
	}
}

func file(t *testing.T, text string) string {
	name := filepath.Join(t.TempDir(), "role.properties")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

const good = "bootstrap.servers=a:1, b:2\ntribunal.deployment=" + deployment +
	"\ntribunal.executor.id=e1\ntribunal.key.file=k.pem\ntribunal.executor.variant=go\nkafka.client.rack=r1\n"

func TestPrecedence(t *testing.T) {
	settings, err := Sources{
		Files:       []string{file(t, good+"tribunal.namespace=file\ntribunal.health.port=1")},
		Environment: []string{"TRIBUNAL_NAMESPACE=env", "TRIBUNAL_HEALTH_PORT=2", "TRIBUNAL_KAFKA_CLIENT_RACK=r2", "HOME=/"},
		Flags:       map[string]string{"tribunal.health.port": "3"},
	}.Resolve()
	if err != nil {
		t.Fatal(err)
	}
	if settings.Namespace != "env" || settings.HealthPort != 3 || settings.Kafka["client.rack"] != "r2" ||
		!reflect.DeepEqual(settings.BootstrapServers, []string{"a:1", "b:2"}) || settings.Deployment.String() != deployment {
		t.Errorf("%+v", settings)
	}
}

func TestWrongSettings(t *testing.T) {
	for name, sources := range map[string]Sources{
		"there is no file":               {Files: []string{"/no/such/file"}},
		"bootstrap.servers is missing":   {},
		"unknown setting nope":           {Files: []string{file(t, good+"nope=1")}},
		"unknown environment variable":   {Files: []string{file(t, good)}, Environment: []string{"TRIBUNAL_NOPE=1"}},
		"tribunal.namespace must be":     {Files: []string{file(t, good+"tribunal.namespace=a b")}},
		"tribunal.health.address":        {Files: []string{file(t, good+"tribunal.health.address=here")}},
		"tribunal.health.port":           {Files: []string{file(t, good+"tribunal.health.port=70000")}},
		"tribunal.fault: no such fault":  {Files: []string{file(t, good+"tribunal.fault=x")}},
		"tribunal.fault.seed":            {Files: []string{file(t, good+"tribunal.fault.seed=x")}},
		"must begin with http":           {Files: []string{file(t, good+"schema.registry.url=ftp://x")}},
		"must be URL or USER_INFO":       {Files: []string{file(t, good+"basic.auth.credentials.source=X")}},
		"is not a SHA-256":               {Files: []string{file(t, good+"tribunal.deployment=12")}},
		"tribunal.executor.id must be":   {Files: []string{file(t, good+"tribunal.executor.id=a/b")}},
		"tribunal.key.file is missing":   {Files: []string{file(t, good+"tribunal.key.file=")}},
		"tribunal.deployment is missing": {Files: []string{file(t, good+"tribunal.deployment= ")}},
		"malformed":                      {Files: []string{file(t, good+`a=\u1`)}},
		"max.retries":                    {Files: []string{file(t, good+"max.retries=-1")}},
	} {
		if _, err := sources.Resolve(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
