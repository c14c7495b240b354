// Command tribunal-executor is Tribunal's native Go executor with the account service.
package main

import (
	"tribunal/accounts"
	"tribunal/run"
)

func main() { run.Main(accounts.Execute) }
