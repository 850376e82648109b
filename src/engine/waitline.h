/* SPDX-License-Identifier: Apache-2.0 */
/*
 * waitline - customers who wait in one line for one of several equal servers.
 *
 * First come, first served; the line may have a limit, beyond which customers are refused.  It keeps
 * its own statistics: waiting time of each customer, number waiting, number of busy servers.
 * Docks, test stands and help desks are such lines; for crews with priorities and parts of a
 * capacity see resource.h.
 *
 * Owns: the arena given to waitline_new.  Customers are the caller's and only passed through.
 * Threads: belongs to the thread of its sim.
 */
#ifndef ENGINE_WAITLINE_H
#define ENGINE_WAITLINE_H

#include "engine/sim.h"
#include "engine/tally.h"

struct waitline;

/* Ticks, >= 0, that the service of CUSTOMER, who now steps up to a server, will take. */
typedef int64_t waitline_service_fn(void *subject, int64_t customer);

struct waitline_rule {
    int servers;                  /* > 0 */
    int64_t room;                 /* most customers, waiting and in service; INT64_MAX: no limit */
    int priority;                 /* of the events at which services end */
    waitline_service_fn *service; /* called when a service starts */
    sim_handler_fn *served;       /* called when it has ended, with the customer; NULL: nobody cares */
    void *subject;                /* first argument of SERVICE, subject of SERVED */
};

struct waitline_statistics {
    int64_t arrived_count, refused_count, served_count;
    struct tally wait_ticks;    /* of customers whose service has started, those without wait too */
    struct tally_level waiting; /* number waiting */
    struct tally_level busy;    /* number in service */
};

/* An empty line; RULE is copied. */
struct waitline *waitline_new(struct arena *arena, struct sim *sim, const struct waitline_rule *rule);

/* Empties the line and its statistics at the start of a replication, after sim_reset. */
void waitline_reset(struct waitline *line);

/* CUSTOMER, any number, arrives now.  False: no room, refused. */
bool waitline_arrive(struct waitline *line, int64_t customer);

/* Customers now waiting, and now in service. */
int64_t waitline_waiting_count(const struct waitline *line);
int64_t waitline_busy_count(const struct waitline *line);

/* The statistics so far; levels are read with the current tick (tally.h). */
const struct waitline_statistics *waitline_statistics(const struct waitline *line);

/* Starts the statistics anew with the present line: the end of a warm-up. */
void waitline_restart_statistics(struct waitline *line);

#endif
