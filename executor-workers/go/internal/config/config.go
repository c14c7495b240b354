package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tribunal/internal/digest"
	"tribunal/internal/fault"
	"tribunal/internal/model"
)

// known are the settings and their defaults.
var known = map[string]string{
	"bootstrap.servers":             "",
	"tribunal.namespace":            "tribunal",
	"tribunal.deployment":           "",
	"schema.registry.url":           "",
	"tribunal.key.file":             "",
	"tribunal.executor.id":          "",
	"tribunal.executor.variant":     "",
	"tribunal.client.id":            "",
	"tribunal.health.address":       "127.0.0.1",
	"tribunal.health.port":          "0",
	"tribunal.fault":                "",
	"tribunal.fault.seed":           "",
	"basic.auth.credentials.source": "URL",
	"basic.auth.user.info":          "",
	"http.connect.timeout.ms":       "5000",
	"http.read.timeout.ms":          "10000",
	"max.retries":                   "3",
	"retries.wait.ms":               "200",
}

const kafkaPrefix = "kafka."

var namespaceGrammar = regexp.MustCompile(`^[A-Za-z0-9._-]{1,100}$`)

// Config holds the settings of an executor process. Kafka holds the client settings without their prefix.
type Config struct {
	BootstrapServers []string
	Namespace        string
	Deployment       digest.Hash
	RegistryURLs     []string
	RegistryUser     string
	RegistryTimeout  int
	KeyFile          string
	ExecutorID       string
	HealthAddress    string
	HealthPort       int
	Fault            *fault.Spec
	FaultSeed        int64
	Kafka            map[string]string
}

// Sources are what was given: files in order, then the environment, then flags, each over the one before.
type Sources struct {
	Files       []string
	Environment []string // NAME=VALUE
	Flags       map[string]string
}

// Resolve returns the configuration; its errors are one line for the user.
func (s Sources) Resolve() (*Config, error) {
	values := maps.Clone(known)
	for _, file := range s.Files {
		if err := readFile(file, values); err != nil {
			return nil, err
		}
	}
	if err := readEnvironment(s.Environment, values); err != nil {
		return nil, err
	}
	maps.Copy(values, s.Flags)
	for key := range values {
		if _, ok := known[key]; !ok && !strings.HasPrefix(key, kafkaPrefix) {
			return nil, fmt.Errorf("unknown setting %s; known are %s and kafka.*", key,
				strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		}
	}
	return configOf(values)
}

func readFile(file string, values map[string]string) error {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no file %s", file)
	}
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", file, err)
	}
	properties, err := parseProperties(string(text))
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", file, err)
	}
	maps.Copy(values, properties)
	return nil
}

// EnvironmentName is the variable that sets a key.
func EnvironmentName(key string) string {
	bare := strings.TrimPrefix(key, "tribunal.")
	return "TRIBUNAL_" + strings.ToUpper(strings.ReplaceAll(bare, ".", "_"))
}

func readEnvironment(environment []string, values map[string]string) error {
	keys := map[string]string{}
	for key := range known {
		keys[EnvironmentName(key)] = key
	}
	for _, variable := range environment {
		name, value, _ := strings.Cut(variable, "=")
		if !strings.HasPrefix(name, "TRIBUNAL_") {
			continue
		}
		if rest, ok := strings.CutPrefix(name, "TRIBUNAL_KAFKA_"); ok {
			values[kafkaPrefix+strings.ReplaceAll(strings.ToLower(rest), "_", ".")] = value
		} else if key, ok := keys[name]; ok {
			values[key] = value
		} else {
			return fmt.Errorf("unknown environment variable %s; known are %s and TRIBUNAL_KAFKA_*", name,
				strings.Join(slices.Sorted(maps.Keys(keys)), ", "))
		}
	}
	return nil
}

func configOf(values map[string]string) (*Config, error) {
	made := &Config{Namespace: values["tribunal.namespace"], KeyFile: values["tribunal.key.file"],
		ExecutorID: values["tribunal.executor.id"], Kafka: map[string]string{}}
	for key, value := range values {
		if setting, ok := strings.CutPrefix(key, kafkaPrefix); ok {
			made.Kafka[setting] = value
		}
	}
	if !namespaceGrammar.MatchString(made.Namespace) {
		return nil, errors.New("tribunal.namespace must be 1 to 100 of A-Z a-z 0-9 . _ -")
	}
	for _, key := range []string{"bootstrap.servers", "tribunal.deployment", "tribunal.executor.id", "tribunal.key.file"} {
		if strings.TrimSpace(values[key]) == "" {
			return nil, fmt.Errorf("%s is missing; set it in the --config file or as %s", key, EnvironmentName(key))
		}
	}
	made.BootstrapServers = list(values["bootstrap.servers"])
	if err := model.CheckIdentifier("tribunal.executor.id", made.ExecutorID); err != nil {
		return nil, err
	}
	deployment, err := digest.Parse(strings.ToLower(values["tribunal.deployment"]))
	if err != nil {
		return nil, fmt.Errorf("tribunal.deployment: %w", err)
	}
	made.Deployment = deployment
	if made.HealthAddress = values["tribunal.health.address"]; net.ParseIP(made.HealthAddress) == nil {
		return nil, fmt.Errorf("tribunal.health.address must be an IP address, not %q", made.HealthAddress)
	}
	if made.HealthPort, err = number("tribunal.health.port", values, 65_535); err != nil {
		return nil, err
	}
	return made, errors.Join(made.readRegistry(values), made.readFault(values))
}

func (c *Config) readRegistry(values map[string]string) error {
	for _, url := range list(values["schema.registry.url"]) {
		if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
			return fmt.Errorf("schema.registry.url: %s must begin with http:// or https://", url)
		}
		c.RegistryURLs = append(c.RegistryURLs, strings.TrimSuffix(url, "/"))
	}
	switch source := strings.ToUpper(values["basic.auth.credentials.source"]); source {
	case "URL":
	case "USER_INFO":
		c.RegistryUser = values["basic.auth.user.info"]
	default:
		return fmt.Errorf("basic.auth.credentials.source: %s must be URL or USER_INFO", source)
	}
	for _, key := range []string{"http.connect.timeout.ms", "http.read.timeout.ms", "max.retries", "retries.wait.ms"} {
		if _, err := number(key, values, 1<<31-1); err != nil {
			return err
		}
	}
	c.RegistryTimeout, _ = number("http.read.timeout.ms", values, 1<<31-1)
	return nil
}

func (c *Config) readFault(values map[string]string) error {
	if text := strings.TrimSpace(values["tribunal.fault"]); text != "" {
		spec, err := fault.Parse(text)
		if err != nil {
			return fmt.Errorf("tribunal.fault: %w", err)
		}
		c.Fault = spec
	}
	if text := values["tribunal.fault.seed"]; text != "" {
		seed, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return fmt.Errorf("tribunal.fault.seed: %q is no number", text)
		}
		c.FaultSeed = seed
		return nil
	}
	sum := digest.Sum([]byte(c.ExecutorID))
	c.FaultSeed = int64(sum[0])<<8 | int64(sum[1])
	return nil
}

func number(key string, values map[string]string, most int) (int, error) {
	value, err := strconv.Atoi(strings.TrimSpace(values[key]))
	if err != nil || value < 0 || value > most {
		return 0, fmt.Errorf("%s: %q is no number from 0 to %d", key, values[key], most)
	}
	return value, nil
}

func list(text string) []string {
	var items []string
	for _, item := range strings.Split(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}
