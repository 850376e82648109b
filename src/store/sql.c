/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sql.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { BUSY_MS = 2000 };

/* A path that SQLite takes for nothing but a file: "./:memory:". */
static char *plain_path(const char *path)
{
    size_t size = strlen(path) + 3;
    char *plain = malloc(size);
    if (!plain)
        exit(70);
    plain[0] = '\0';
    if (path[0] != '/')
        strcpy(plain, "./");
    return strcat(plain, path);
}

static int open_plain(sqlite3 **db, const char *path)
{
    char *plain = plain_path(path);
    int code = sqlite3_open_v2(plain, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    free(plain);
    return code;
}

bool sql_open(struct sql *sql, const char *path, struct diag *diag)
{
    sql->path = path;
    if (open_plain(&sql->db, path) != SQLITE_OK) {
        sql_fail(sql, diag);
        sql_close(sql);
        return false;
    }
    sqlite3_extended_result_codes(sql->db, 1);
    sqlite3_busy_timeout(sql->db, BUSY_MS);
    sqlite3_db_config(sql->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(sql->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return true;
}

void sql_close(struct sql *sql)
{
    sqlite3_close(sql->db);
    sql->db = NULL;
}

bool sql_run(struct sql *sql, const char *statements, struct diag *diag)
{
    return sqlite3_exec(sql->db, statements, NULL, NULL, NULL) == SQLITE_OK || sql_fail(sql, diag);
}

sqlite3_stmt *sql_prepare(struct sql *sql, const char *statement, bool lasting, struct diag *diag)
{
    sqlite3_stmt *compiled;
    unsigned flags = lasting ? SQLITE_PREPARE_PERSISTENT : 0;
    if (sqlite3_prepare_v3(sql->db, statement, -1, flags, &compiled, NULL) == SQLITE_OK)
        return compiled;
    sql_fail(sql, diag);
    return NULL;
}

bool sql_step_done(struct sql *sql, sqlite3_stmt *statement, struct diag *diag)
{
    bool good = sqlite3_step(statement) == SQLITE_DONE || sql_fail(sql, diag);
    sqlite3_reset(statement);
    return good;
}

bool sql_show_image(struct sql *sql, const char *name, unsigned char *image, size_t size, struct diag *diag)
{
    sqlite3_int64 bytes = (sqlite3_int64)size;
    return sqlite3_deserialize(sql->db, name, image, bytes, bytes, SQLITE_DESERIALIZE_READONLY) ==
               SQLITE_OK ||
           sql_fail(sql, diag);
}

static const char resume_note[] = "what was finished before is safe: mend the cause and go on with --resume";

/* The parts of a message that depend on the sort of failure. */
struct failure {
    int code;           /* primary result code; 0 ends the list */
    const char *before; /* the path */
    const char *after;
    bool system; /* the system's own reason follows */
    const char *note;
};

static const struct failure failures[] = {
    {SQLITE_FULL, "cannot write", ": the disk is full", false, resume_note},
    {SQLITE_IOERR, "cannot read or write", ": ", true, resume_note},
    {SQLITE_BUSY, "cannot use", ": another program is using it", false,
     "wait until it is done; a run that is still writing locks its file"},
    {SQLITE_LOCKED, "cannot use", ": another program is using it", false, "wait until it is done"},
    {SQLITE_READONLY, "cannot open", " for writing: ", true,
     "check that you may write the file and its folder"},
    {SQLITE_PERM, "cannot open", " for writing: ", true, "check that you may write the file and its folder"},
    {SQLITE_CANTOPEN, "cannot open", ": ", true,
     "check that the file exists and that you may read and write it"},
    {SQLITE_CORRUPT, "cannot use", ": it is damaged", false,
     "take it from a backup, or compute it anew with --replace"},
    {SQLITE_NOTADB, "cannot use", ": it is damaged", false,
     "take it from a backup, or compute it anew with --replace"},
    {SQLITE_ERROR, "cannot use", ": ", true,
     "it may come from another version of gigaplan: run the scenario again"},
    {0, "cannot use", ": ", true, NULL},
};

/* A file opened read-only fails without the system having said anything. */
static const char *reason(struct sql *sql, const struct failure *failure)
{
    int error = sqlite3_system_errno(sql->db);
    if (!failure->system)
        return "";
    if (!failure->code || failure->code == SQLITE_ERROR)
        return sqlite3_errmsg(sql->db);
    if (failure->code == SQLITE_READONLY || failure->code == SQLITE_PERM)
        return strerror(EACCES);
    return error ? strerror(error) : sqlite3_errmsg(sql->db);
}

bool sql_fail(struct sql *sql, struct diag *diag)
{
    int code = sqlite3_errcode(sql->db) & 0xff;
    const struct failure *failure = failures;
    while (failure->code && failure->code != code)
        failure++;
    diag_fail(diag, DIAG_OUTSIDE, "%s '%s'%s%s", failure->before, sql->path, failure->after,
              reason(sql, failure));
    if (failure->note)
        diag_note(diag, "%s", failure->note);
    return false;
}

bool sql_is_busy(const char *path)
{
    sqlite3 *db;
    int code = open_plain(&db, path);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, "PRAGMA locking_mode=EXCLUSIVE; BEGIN IMMEDIATE; ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(db);
    return code == SQLITE_BUSY;
}
