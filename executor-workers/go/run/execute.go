package run

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"tribunal/internal/broker"
	"tribunal/internal/config"
	"tribunal/internal/fault"
	"tribunal/internal/logline"
	"tribunal/internal/signing"
	"tribunal/internal/worker"
	"tribunal/sdk"
)

const (
	crashStatus     = 86  // of the fault "crash"
	orphanStatus    = 137 // --with-parent, and standard input has ended
	failedStatus    = 1
	misusedStatus   = 2
	damagedStatus   = 3
	executorGroupOf = ".executor."
	stopPatience    = 15 * time.Second
)

func execute(arguments []string, service sdk.Service) int {
	options, err := parse(arguments)
	if err != nil {
		return misused(err)
	}
	settings, err := options.sources.Resolve()
	if err != nil {
		return misused(err)
	}
	l, err := assemble(settings, service)
	if err != nil {
		return misused(err)
	}
	if options.withParent {
		go haltWithParent()
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	health, err := serveHealth(settings, l)
	if err != nil {
		return misused(err)
	}
	defer health.Close()
	logline.Info("role_started", "role", "execute", "pid", os.Getpid())
	go endInTime(ctx, l)
	if err := l.run(ctx); err != nil {
		logline.Error("role_failed", "role", "execute", "error", err)
		if errors.Is(err, broker.ErrDamaged) {
			return damagedStatus
		}
		return failedStatus
	}
	logline.Info("role_stopped", "role", "execute")
	return 0
}

// endInTime ends a process that hangs: at once when it has written nothing yet, else after some seconds.
func endInTime(ctx context.Context, l *loop) {
	<-ctx.Done()
	if !l.opened.Load() {
		logline.Info("role_stopped", "role", "execute", "note", "had not opened the log yet")
		os.Exit(0)
	}
	time.Sleep(stopPatience)
	logline.Warn("role_stop_timeout", "role", "execute", "after", stopPatience)
	os.Exit(failedStatus)
}

func misused(err error) int {
	fmt.Fprintln(os.Stderr, strings.ReplaceAll(logline.Escaped(strings.ReplaceAll(err.Error(), "\n", "; ")), "\t", " "))
	return misusedStatus
}

type options struct {
	sources    config.Sources
	withParent bool
}

func parse(arguments []string) (*options, error) {
	made := &options{sources: config.Sources{Environment: os.Environ(), Flags: map[string]string{}}}
	for len(arguments) > 0 {
		name, value, inline := strings.Cut(arguments[0], "=")
		arguments = arguments[1:]
		if name == "--with-parent" && !inline {
			made.withParent = true
			continue
		}
		if name != "--config" && name != "--set" && name != "--fault" {
			return nil, fmt.Errorf("unknown argument %s; %s", name, usage)
		}
		if !inline {
			if len(arguments) == 0 {
				return nil, fmt.Errorf("%s needs a value; %s", name, usage)
			}
			value, arguments = arguments[0], arguments[1:]
		}
		if err := made.take(name, value); err != nil {
			return nil, err
		}
	}
	return made, nil
}

func (o *options) take(name, value string) error {
	switch name {
	case "--config":
		o.sources.Files = append(o.sources.Files, value)
	case "--fault":
		o.sources.Flags["tribunal.fault"] = value
	case "--set":
		key, setting, ok := strings.Cut(value, "=")
		if !ok {
			return fmt.Errorf("--set needs KEY=VALUE, not %s", value)
		}
		o.sources.Flags[key] = setting
	}
	return nil
}

// assemble wires an executor together; it connects to nothing.
func assemble(settings *config.Config, service sdk.Service) (*loop, error) {
	clients, err := broker.Options(settings)
	if err != nil {
		return nil, err
	}
	return wired(settings, service, clients)
}

func wired(settings *config.Config, service sdk.Service, clients []kgo.Opt) (*loop, error) {
	key, err := signing.KeyFromFile(settings.KeyFile)
	if err != nil {
		return nil, fmt.Errorf("tribunal.key.file: %w", err)
	}
	start := time.Now()
	clock := func() int64 { return time.Since(start).Milliseconds() }
	faults := fault.NewInjector(settings.Fault, settings.FaultSeed, func() { os.Exit(crashStatus) }, clock)
	logline.Info("executor_created", "executor", settings.ExecutorID, "language", "go", "version", Version, "key", key.ID(),
		"deployment", settings.Deployment)
	topic := func(suffix string) string { return settings.Namespace + "." + suffix }
	group := settings.Namespace + executorGroupOf + settings.ExecutorID
	reader, err := broker.NewReader(clients, topic("business-log"), group)
	if err != nil {
		return nil, err
	}
	rejoins := &broker.Rejoins{
		Options: clients,
		Topic:   topic("isolation-endorsements"),
		Own:     worker.OwnRejoin{Deployment: settings.Deployment, ExecutorID: settings.ExecutorID, Key: key},
	}
	verifiedSnapshots := &broker.VerifiedSnapshots{Options: clients, Namespace: settings.Namespace, Deployment: settings.Deployment}
	return &loop{
		reader: reader,
		writer: broker.NewWriter(clients, topic("response-log"), settings.ExecutorID),
		signer: &worker.Signer{Deployment: settings.Deployment, ExecutorID: settings.ExecutorID, Key: key},
		schemaIDs: func(ctx context.Context) ([]uint32, error) {
			return broker.SchemaIDs(ctx, settings, topic("response-log"), topic("isolation-endorsements"))
		},
		retries: broker.Retries{Event: "business_log_unavailable"},
		rejoins: rejoins,
		faults:  faults,
		partitionWorkers: &worker.PartitionWorkers{Deployment: settings.Deployment, ExecutorID: settings.ExecutorID,
			Service: faults.Around(service), Find: verifiedSnapshots.Find},
		rejoin: worker.NewRejoinStateMachine(rejoins.Request),
		clock:  clock,
	}, nil
}

// haltWithParent ends the process at once when standard input ends.
func haltWithParent() {
	_, err := io.Copy(io.Discard, os.Stdin)
	if err != nil && !errors.Is(err, io.EOF) {
		logline.Warn("parent_lost", "error", err)
	}
	os.Exit(orphanStatus)
}
