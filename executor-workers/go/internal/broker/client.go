// Package broker has what an executor does with Kafka: reading business-log, writing response-log, looking through the
// smaller topics. No transactions; everything is read committed.
package broker

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl"
	"github.com/twmb/franz-go/pkg/sasl/plain"
	"github.com/twmb/franz-go/pkg/sasl/scram"

	"tribunal/internal/config"
)

const (
	clientID          = "tribunal-executor-"
	maxUnpackedBatch  = 16 << 20
	requestOverhead   = 3 * time.Second
	connectionTimeout = 4 * time.Second
)

// Options are those of every client of this process.
func Options(settings *config.Config) ([]kgo.Opt, error) {
	options := []kgo.Opt{
		kgo.SeedBrokers(settings.BootstrapServers...),
		kgo.ClientID(clientID + settings.ExecutorID),
		kgo.RequestTimeoutOverhead(requestOverhead),
		kgo.DialTimeout(connectionTimeout),
		kgo.MetadataMinAge(250 * time.Millisecond),
		kgo.MaxDecompressBatchBytes(maxUnpackedBatch),
		kgo.DisableClientMetrics(),
		kgo.RetryBackoffFn(backoff),
	}
	kafka := maps.Clone(settings.Kafka)
	own, err := translated(kafka)
	if err != nil {
		return nil, err
	}
	security, err := secured(kafka)
	if err != nil {
		return nil, err
	}
	for _, key := range slices.Sorted(maps.Keys(kafka)) {
		return nil, fmt.Errorf("kafka.%s: the Go client has no such setting", key)
	}
	return append(append(options, own...), security...), nil
}

func backoff(tries int) time.Duration {
	return min(500*time.Millisecond, 50*time.Millisecond<<min(tries, 5))
}

// taken are settings of the Java client that hold here anyway, or that the Go client does not need.
var taken = []string{"acks", "enable.idempotence", "isolation.level", "linger.ms", "enable.auto.commit",
	"auto.offset.reset", "allow.auto.create.topics", "max.in.flight.requests.per.connection", "client.dns.lookup",
	"reconnect.backoff.ms", "reconnect.backoff.max.ms", "session.timeout.ms", "heartbeat.interval.ms",
	"default.api.timeout.ms", "delivery.timeout.ms", "max.block.ms", "max.poll.records", "retries"}

func translated(kafka map[string]string) ([]kgo.Opt, error) {
	for _, key := range taken {
		delete(kafka, key)
	}
	var options []kgo.Opt
	if id, ok := pop(kafka, "client.id"); ok {
		options = append(options, kgo.ClientID(id))
	}
	if rack, ok := pop(kafka, "client.rack"); ok {
		options = append(options, kgo.Rack(rack))
	}
	durations := map[string]func(time.Duration) kgo.Opt{
		"request.timeout.ms":                 func(d time.Duration) kgo.Opt { return kgo.RequestTimeoutOverhead(d) },
		"metadata.max.age.ms":                func(d time.Duration) kgo.Opt { return kgo.MetadataMaxAge(d) },
		"connections.max.idle.ms":            func(d time.Duration) kgo.Opt { return kgo.ConnIdleTimeout(d) },
		"socket.connection.setup.timeout.ms": func(d time.Duration) kgo.Opt { return kgo.DialTimeout(d) },
		"retry.backoff.ms": func(d time.Duration) kgo.Opt {
			return kgo.RetryBackoffFn(func(int) time.Duration { return d })
		},
	}
	for key, option := range durations {
		text, ok := pop(kafka, key)
		if !ok {
			continue
		}
		ms, err := strconv.ParseUint(text, 10, 31)
		if err != nil {
			return nil, fmt.Errorf("kafka.%s: %q is no number of ms", key, text)
		}
		options = append(options, option(time.Duration(ms)*time.Millisecond))
	}
	return options, nil
}

func pop(kafka map[string]string, key string) (string, bool) {
	value, ok := kafka[key]
	delete(kafka, key)
	return value, ok
}

// secured translates security.protocol, sasl.* and ssl.*; stores of certificates have to be PEM.
func secured(kafka map[string]string) ([]kgo.Opt, error) {
	var options []kgo.Opt
	protocol, _ := pop(kafka, "security.protocol")
	switch protocol {
	case "", "PLAINTEXT", "SASL_PLAINTEXT", "SSL", "SASL_SSL":
	default:
		return nil, fmt.Errorf("kafka.security.protocol: %s must be PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL", protocol)
	}
	tlsConfig, err := tlsOf(kafka)
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(protocol, "SSL") {
		options = append(options, kgo.DialTLSConfig(tlsConfig))
	}
	mechanism, err := saslOf(kafka)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(protocol, "SASL_") {
		if mechanism == nil {
			return nil, errors.New("kafka.sasl.mechanism must be PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512")
		}
		options = append(options, kgo.SASL(mechanism))
	}
	return options, nil
}

var jaasField = regexp.MustCompile(`(username|password)\s*=\s*("((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s;]+))`)

func saslOf(kafka map[string]string) (sasl.Mechanism, error) {
	name, _ := pop(kafka, "sasl.mechanism")
	jaas, _ := pop(kafka, "sasl.jaas.config")
	fields := map[string]string{}
	for _, parts := range jaasField.FindAllStringSubmatch(jaas, -1) {
		fields[parts[1]] = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(parts[3]) + parts[4] + parts[5]
	}
	user, password := fields["username"], fields["password"]
	if name != "" && user == "" {
		return nil, errors.New("kafka.sasl.jaas.config has no username=\"...\" password=\"...\"")
	}
	switch name {
	case "":
		return nil, nil
	case "PLAIN":
		return plain.Auth{User: user, Pass: password}.AsMechanism(), nil
	case "SCRAM-SHA-256":
		return scram.Auth{User: user, Pass: password}.AsSha256Mechanism(), nil
	case "SCRAM-SHA-512":
		return scram.Auth{User: user, Pass: password}.AsSha512Mechanism(), nil
	default:
		return nil, fmt.Errorf("kafka.sasl.mechanism: %s is none of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512", name)
	}
}

func tlsOf(kafka map[string]string) (*tls.Config, error) {
	made := &tls.Config{MinVersion: tls.VersionTLS12}
	for _, store := range []string{"ssl.truststore.type", "ssl.keystore.type"} {
		if kind, ok := pop(kafka, store); ok && kind != "PEM" {
			return nil, fmt.Errorf("kafka.%s: %s is not supported, convert it to PEM", store, kind)
		}
	}
	trusted, err := pemOf(kafka, "ssl.truststore.certificates", "ssl.truststore.location")
	if err != nil {
		return nil, err
	}
	if trusted != nil {
		made.RootCAs = x509.NewCertPool()
		if !made.RootCAs.AppendCertsFromPEM(trusted) {
			return nil, errors.New("kafka.ssl.truststore: no PEM certificate in it")
		}
	}
	chain, err := pemOf(kafka, "ssl.keystore.certificate.chain", "ssl.keystore.location")
	if err != nil {
		return nil, err
	}
	key, hasKey := pop(kafka, "ssl.keystore.key")
	if !hasKey {
		key = string(chain)
	}
	if chain != nil {
		own, err := tls.X509KeyPair(chain, []byte(key))
		if err != nil {
			return nil, fmt.Errorf("kafka.ssl.keystore: %w", err)
		}
		made.Certificates = []tls.Certificate{own}
	}
	if check, ok := pop(kafka, "ssl.endpoint.identification.algorithm"); ok && check != "https" {
		return nil, errors.New("kafka.ssl.endpoint.identification.algorithm: only https is supported")
	}
	return made, nil
}

func pemOf(kafka map[string]string, inline, location string) ([]byte, error) {
	text, ok := pop(kafka, inline)
	file, inFile := pop(kafka, location)
	switch {
	case ok:
		return []byte(text), nil
	case inFile:
		return os.ReadFile(file)
	}
	return nil, nil
}
