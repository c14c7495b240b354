// Package run makes a process of a service.
package run

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"

	"tribunal/internal/probe"
	"tribunal/sdk"
)

// Version is that of this executor.
const Version = "0.1.0"

const usage = "usage: executor version | probe | execute [--config FILE] [--set KEY=VALUE]... [--fault FAULT] [--with-parent]"

// Main runs the command line with that service and does not return.
func Main(service sdk.Service) {
	debug.SetGCPercent(200)
	command := ""
	if len(os.Args) > 1 {
		command = os.Args[1]
	}
	switch command {
	case "version":
		fmt.Printf("tribunal-go %s, %s, franz-go %s\n", Version, runtime.Version(), probe.Module("github.com/twmb/franz-go"))
	case "probe":
		if err := probe.Serve(os.Stdin, os.Stdout, service); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case "execute":
		os.Exit(execute(os.Args[2:], service))
	default:
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
}
