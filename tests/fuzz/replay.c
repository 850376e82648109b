/* SPDX-License-Identifier: Apache-2.0 */
/*
 * replay - runs a fuzz harness over the inputs kept in tests/fuzz/corpus/NAME, NAME being that of the
 * program.  Prints TAP; a harness that finds a fault aborts, and the last line names the input.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { LARGEST = 1 << 20 };

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int replay(const char *path)
{
    uint8_t *bytes = malloc(LARGEST);
    FILE *file = fopen(path, "rb");
    if (!file || !bytes) {
        printf("Bail out! cannot read %s\n", path);
        exit(EXIT_FAILURE);
    }
    size_t size = fread(bytes, 1, LARGEST, file);
    fclose(file);
    /* An exact copy, so that a sanitizer sees a read beyond the end. */
    uint8_t *exact = malloc(size ? size : 1);
    memcpy(exact, bytes, size);
    int result = LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    free(bytes);
    return result;
}

int main(int argc, char **argv)
{
    const char *top = getenv("abs_top_srcdir"), *slash = strrchr(argv[0], '/');
    char folder[2000], path[4096];
    struct dirent **entries;
    (void)argc;
    snprintf(folder, sizeof folder, "%s/tests/fuzz/corpus/%s", top ? top : ".", slash ? slash + 1 : argv[0]);
    int count = scandir(folder, &entries, visible, alphasort);
    if (count <= 0) {
        printf("Bail out! no inputs in %s\n", folder);
        return EXIT_FAILURE;
    }
    printf("1..%d\n", count);
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        printf("# %s\n", entries[i]->d_name);
        fflush(stdout);
        printf("%s %d - input %s is read or refused in good order\n", replay(path) == 0 ? "ok" : "not ok",
               i + 1, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return EXIT_SUCCESS;
}
