(()=>{"use strict";
{% include "head.js" %}
})();
