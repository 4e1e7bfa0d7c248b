"""Pure values that every package may use: money, quantities, rounding, periods, ids, errors, the call's context.

Standard library only: nothing here knows Django, a database, a clock or a request.
"""
