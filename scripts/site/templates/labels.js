window.LABELS = {{ labels | tojson }};
