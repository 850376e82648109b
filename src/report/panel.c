/* SPDX-License-Identifier: Apache-2.0 */
#include "report/panel_state.h"

#include "base/calendar.h"
#include "base/utf8.h"
#include "report/colour.h"

#include <math.h>
#include <string.h>

struct panel *panel_new(const char *title, const char *unit, struct arena *arena)
{
    struct panel *panel = arena_alloc(arena, sizeof *panel);
    panel->arena = arena;
    panel->title = title;
    panel->unit = unit;
    panel->last = &panel->first;
    panel->last_text = &panel->texts;
    panel->last_label = &panel->labels;
    panel->low = panel->high = NAN;
    panel->scale_low = panel->scale_high = NAN;
    panel->left_margin = panel->right_margin = NAN;
    return panel;
}

static struct element *add(struct panel *panel, enum element_kind kind, const double *t, const double *y,
                           int count)
{
    struct element *element = arena_alloc(panel->arena, sizeof *element);
    element->kind = kind;
    element->t = t;
    element->y = y;
    element->count = count;
    *panel->last = element;
    panel->last = &element->next;
    return element;
}

void panel_line(struct panel *panel, struct ink ink, const double *t, const double *y, int count)
{
    add(panel, ELEMENT_LINE, t, y, count)->ink = ink;
}

void panel_steps(struct panel *panel, struct ink ink, const double *t, const double *y, int count)
{
    add(panel, ELEMENT_STEPS, t, y, count)->ink = ink;
}

void panel_area(struct panel *panel, struct tint tint, const double *t, const double *low, const double *high,
                int count)
{
    struct element *element = add(panel, ELEMENT_AREA, t, high, count);
    element->tint = tint;
    element->low = low;
}

void panel_mark(struct panel *panel, enum panel_mark mark, const char *colour, double t, double y)
{
    double *point = arena_array(panel->arena, 2, sizeof *point);
    point[0] = t;
    point[1] = y;
    struct element *element = add(panel, ELEMENT_MARK, point, point + 1, 1);
    element->mark = mark;
    element->ink.colour = colour;
}

void panel_text(struct panel *panel, const char *text, const char *colour, double t, double y, bool left)
{
    struct text *added = arena_alloc(panel->arena, sizeof *added);
    *added = (struct text){NULL, text, colour_of_text(colour, panel->arena), t, y, left, false};
    *panel->last_text = added;
    panel->last_text = &added->next;
}

void panel_caption(struct panel *panel, const char *text, const char *colour, double t, double y)
{
    struct text *added = arena_alloc(panel->arena, sizeof *added);
    *added = (struct text){NULL, text, colour_of_text(colour, panel->arena), t, y, false, true};
    *panel->last_text = added;
    panel->last_text = &added->next;
}

void panel_label(struct panel *panel, const char *text, const char *colour, double y)
{
    struct text *added = arena_alloc(panel->arena, sizeof *added);
    *added = (struct text){NULL, text, colour_of_text(colour, panel->arena), NAN, y, false, false};
    *panel->last_label = added;
    panel->last_label = &added->next;
}

void panel_note(struct panel *panel, const char *text)
{
    panel->note = text;
    panel->hide_y = true;
}

void panel_range(struct panel *panel, double low, double high)
{
    panel->low = low;
    panel->high = high;
}

void panel_range_by(struct panel *panel, double low, double high, double step)
{
    panel_range(panel, low, high);
    panel->step = step;
}

void panel_range_round(struct panel *panel, double low, double high)
{
    double step = axis_range_of(low, high > low ? high : low + 1, false).step;
    double foot = floor(low / step + 1e-9) * step;
    step = axis_range_of(foot, high > low ? high : low + 1, false).step;
    foot = floor(low / step + 1e-9) * step;
    panel_range_by(panel, foot, fmax(ceil(high / step - 1e-9) * step, foot + step), step);
}

void panel_hide_y(struct panel *panel)
{
    panel->hide_y = true;
}

void panel_names(struct panel *panel, const char *const *names, int count)
{
    panel->names = names;
    panel->name_count = count;
    panel_range(panel, 0, count);
    panel_hide_y(panel);
}

void panel_axis(struct panel *panel, struct panel_axis axis)
{
    panel->own_axis = true;
    panel->axis = axis;
}

void panel_box(struct panel *panel, struct panel_box box)
{
    panel->boxes =
        arena_grow(panel->arena, panel->boxes, panel->box_count, &panel->box_capacity, sizeof *panel->boxes);
    panel->boxes[panel->box_count++] = box;
}

void panel_scale(struct panel *panel, double low, double high)
{
    panel->scale_low = low;
    panel->scale_high = high;
}

void panel_margins(struct panel *panel, double left, double right)
{
    panel->left_margin = left;
    panel->right_margin = right;
}

double panel_text_width(const char *text, double size)
{
    return (double)utf8_width(text, strlen(text)) * size * 0.58;
}

/* Times are days since 1970, so that the numbers stay short. */
double panel_x_unit(const struct panel *panel)
{
    return panel->own_axis ? 1 : CALENDAR_DAY_S;
}
