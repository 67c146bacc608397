// One round of the peer: the same lines as ScheduleBench writes, of Go's robfig/cron.
package main

import (
	"fmt"
	"runtime"
	"time"

	"github.com/robfig/cron"
)

const wanted = 300 * time.Millisecond

var after = time.Unix(1795510800, 0)

func main() {
	runtime.GOMAXPROCS(1)
	for _, c := range []struct{ name, text, zone string }{
		{"every 15 minutes", "*/15 * * * *", "UTC"},
		{"daily 02:30 in New York", "30 2 * * *", "America/New_York"},
		{"weekdays at 09:00", "0 9 * * 1-5", "UTC"},
		{"29 February", "0 0 29 2 *", "UTC"},
	} {
		schedule, err := cron.ParseStandard("CRON_TZ=" + c.zone + " " + c.text)
		if err != nil {
			panic(err)
		}
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			panic(err)
		}
		measure(c.name, func(steps int) int64 {
			instant := after.In(zone)
			for i := 0; i < steps; i++ {
				instant = schedule.Next(instant)
				if instant.IsZero() {
					instant = after.In(zone)
				}
			}
			return instant.Unix()
		})
	}
	texts := []string{
		"*/15 * * * *", "30 2 * * *", "0 9 * * 1-5", "0 0 29 2 *", "0,30 9-17 1 JAN-JUN *",
	}
	measure("parsing", func(steps int) int64 {
		var known int64
		for i := 0; i < steps; i++ {
			if _, err := cron.ParseStandard(texts[i%len(texts)]); err == nil {
				known++
			}
		}
		return known
	})
}

func measure(name string, work func(int) int64) {
	steps := 100
	for {
		var before, behind runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		sum := work(steps)
		elapsed := time.Since(start)
		runtime.ReadMemStats(&behind)
		if elapsed >= wanted {
			allocated := float64(behind.Mallocs-before.Mallocs) / float64(steps)
			fmt.Printf("%s\t%d\t%.4f\t%d\n", name, int(float64(steps)/elapsed.Seconds()), allocated, sum)
			return
		}
		if elapsed < wanted/20 {
			steps *= 10
		} else {
			steps = int(float64(steps) * float64(wanted) / float64(elapsed) * 1.1)
		}
	}
}
