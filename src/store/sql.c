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

int64_t sql_number(struct sql *sql, const char *statement, int64_t fallback)
{
    sqlite3_stmt *compiled;
    if (sqlite3_prepare_v2(sql->db, statement, -1, &compiled, NULL) != SQLITE_OK)
        return fallback;
    int64_t number = sqlite3_step(compiled) == SQLITE_ROW ? sqlite3_column_int64(compiled, 0) : fallback;
    sqlite3_finalize(compiled);
    return number;
}

static void note_resume(struct diag *diag)
{
    diag_note(diag, "what was finished before is safe: mend the cause and go on with --resume");
}

bool sql_fail(struct sql *sql, struct diag *diag)
{
    const char *path = sql->path;
    int system_error = sql->db ? sqlite3_system_errno(sql->db) : 0;
    switch (sqlite3_errcode(sql->db) & 0xff) {
    case SQLITE_FULL:
        diag_fail(diag, DIAG_OUTSIDE, "cannot write '%s': the disk is full", path);
        note_resume(diag);
        break;
    case SQLITE_IOERR:
        diag_fail(diag, DIAG_OUTSIDE, "cannot read or write '%s': %s", path,
                  system_error ? strerror(system_error) : sqlite3_errmsg(sql->db));
        note_resume(diag);
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        diag_fail(diag, DIAG_OUTSIDE, "'%s' is in use by another program", path);
        diag_note(diag, "wait until it is done; a run that is still writing locks its file");
        break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        diag_fail(diag, DIAG_OUTSIDE, "cannot open '%s' for writing: %s", path,
                  strerror(system_error ? system_error : EACCES));
        diag_note(diag, "check that its folder exists and that you may write there");
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        diag_fail(diag, DIAG_OUTSIDE, "'%s' is damaged: %s", path, sqlite3_errmsg(sql->db));
        diag_note(diag, "take it from a backup, or compute it anew with --replace");
        break;
    default: diag_fail(diag, DIAG_OUTSIDE, "cannot use '%s': %s", path, sqlite3_errmsg(sql->db));
    }
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
