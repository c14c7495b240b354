// Package probe answers conformance questions: a JSON request a line on standard input, a JSON answer a line on standard
// output. It runs the same code as the executor, without Kafka.
package probe

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"tribunal/sdk"
)

// Serve answers until the input ends. A request that fails does not end it.
func Serve(in io.Reader, out io.Writer, service sdk.Service) error {
	s := &session{service: service}
	reader := bufio.NewReaderSize(in, 1<<16)
	for {
		line, err := reader.ReadBytes('\n')
		if len(line) > 0 && !isBlank(line) {
			if err := answer(s, line, out); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func isBlank(line []byte) bool {
	for _, c := range line {
		if c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}

func answer(s *session, line []byte, out io.Writer) error {
	var head struct {
		ID    json.RawMessage `json:"id"`
		Probe string          `json:"probe"`
	}
	said, err := map[string]any(nil), json.Unmarshal(line, &head)
	if err == nil {
		said, err = s.ask(head.Probe, line)
	}
	if err != nil {
		said = map[string]any{"error": err.Error()}
	}
	if head.ID == nil {
		head.ID = json.RawMessage("null")
	}
	said["id"] = head.ID
	text, err := json.Marshal(said)
	if err != nil {
		return err
	}
	_, err = out.Write(append(text, '\n'))
	return err
}

// session is the state that is kept from one probe to the next.
type session struct {
	service sdk.Service
	running *running
}

func (s *session) ask(name string, line []byte) (said map[string]any, err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			said, err = nil, fmt.Errorf("panic: %v", panicked)
		}
	}()
	probes := map[string]func([]byte) (map[string]any, error){
		"bom": bom, "partition": partition, "verify": verify, "body": body, "window": window, "admission": admit,
		"state": states, "execute": s.execute, "batch": batch, "restore": restore, "rejoin": rejoin,
	}
	probe, known := probes[name]
	if !known {
		return nil, fmt.Errorf("no such probe: %s", name)
	}
	return probe(line)
}
