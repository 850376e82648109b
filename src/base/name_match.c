/* SPDX-License-Identifier: Apache-2.0 */
#include "base/name_match.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 63, EDIT = 2, CASE = 1, MOST_FOUND = 8 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int replace_cost(char a, char b)
{
    if (a == b) {
        return 0;
    }
    return tolower((unsigned char)a) == tolower((unsigned char)b) ? CASE : EDIT;
}

static size_t clipped_length(const char *text)
{
    size_t length = strlen(text);
    return length < LONGEST ? length : LONGEST;
}

int name_match_distance(const char *a, const char *b)
{
    size_t a_length = clipped_length(a), b_length = clipped_length(b);
    int row[3][LONGEST + 1]; /* distances of the prefixes: two rows back, one back, current */
    for (size_t j = 0; j <= b_length; j++) {
        row[0][j] = row[1][j] = row[2][j] = (int)j * EDIT;
    }
    for (size_t i = 1; i <= a_length; i++) {
        int *two = row[(i + 1) % 3], *one = row[(i + 2) % 3], *now = row[i % 3];
        now[0] = (int)i * EDIT;
        for (size_t j = 1; j <= b_length; j++) {
            int best = least(one[j], now[j - 1]) + EDIT;
            best = least(best, one[j - 1] + replace_cost(a[i - 1], b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                best = least(best, two[j - 2] + EDIT);
            }
            now[j] = best;
        }
    }
    return row[a_length % 3][b_length];
}

bool name_match_tail(const char *name, const char *word)
{
    size_t length = strlen(name), tail = strlen(word);
    if (tail == 0 || tail > length || strcmp(name + length - tail, word) != 0)
        return false;
    return tail == length || name[length - tail - 1] == '.';
}

size_t name_match_nearest(const char *word, const char *const *names, size_t count, const char **found,
                          size_t max)
{
    int distance[MOST_FOUND];
    size_t found_count = 0;
    int limit = EDIT * (int)(clipped_length(word) / 3 > 1 ? clipped_length(word) / 3 : 1);
    assert(max <= MOST_FOUND);
    for (size_t i = 0; i < count; i++) {
        int points = names[i] ? name_match_distance(word, names[i]) : limit + 1;
        if (points > limit) {
            continue;
        }
        size_t place = found_count;
        while (place > 0 && distance[place - 1] > points) {
            place--;
        }
        if (place >= max) {
            continue;
        }
        if (found_count < max) {
            found_count++;
        }
        memmove(&distance[place + 1], &distance[place], (found_count - place - 1) * sizeof *distance);
        memmove(&found[place + 1], &found[place], (found_count - place - 1) * sizeof *found);
        distance[place] = points;
        found[place] = names[i];
    }
    return found_count;
}

char *name_match_list(char *text, size_t size, const char *const *names, size_t count)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const char *joint = i == 0 ? "" : i + 1 == count ? " or " : ", ";
        if (used + strlen(joint) + strlen(names[i]) + 3 > size) {
            break;
        }
        used += (size_t)snprintf(text + used, size - used, "%s'%s'", joint, names[i]);
    }
    return text;
}
