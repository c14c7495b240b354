package run

import (
	"container/list"
	"net"
	"sync"
)

// connections is a listener that keeps at most so many connections open: a further one closes the oldest, so whoever asks at
// once is answered, however many others keep theirs open.
type connections struct {
	net.Listener
	places int
	mutex  sync.Mutex
	open   list.List // of *connection, oldest first
}

// connection leaves the list when it is closed.
type connection struct {
	net.Conn
	owner   *connections
	element *list.Element
}

func (c *connections) Accept() (net.Conn, error) {
	accepted, err := c.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.open.Len() == c.places {
		oldest := c.open.Remove(c.open.Front()).(*connection)
		_ = oldest.Conn.Close() // its reader learns of it
	}
	made := &connection{Conn: accepted, owner: c}
	made.element = c.open.PushBack(made)
	return made, nil
}

func (c *connection) Close() error {
	c.owner.mutex.Lock()
	c.owner.open.Remove(c.element) // does nothing for one that was removed before
	c.owner.mutex.Unlock()
	return c.Conn.Close()
}
