/* What wine 8 lacks of Windows' C library: functions of complex numbers that numpy names when it is loaded. */
#include <complex.h>

typedef struct { float re, im; } Single;
typedef struct { double re, im; } Double;

static float complex single(Single a) { return a.re + a.im * I; }
static double complex number(Double a) { return a.re + a.im * I; }
static Single of_single(float complex z) { return (Single){crealf(z), cimagf(z)}; }
static Double of_double(double complex z) { return (Double){creal(z), cimag(z)}; }

#define TO_COMPLEX(name) \
    Single own_##name##f(Single a) { return of_single(name(single(a))); } \
    Double own_##name(Double a) { return of_double(name(number(a))); } \
    Double own_##name##l(Double a) { return of_double(name(number(a))); }
#define TO_REAL(name) \
    float own_##name##f(Single a) { return name(single(a)); } \
    double own_##name(Double a) { return name(number(a)); } \
    double own_##name##l(Double a) { return name(number(a)); }

TO_COMPLEX(csin) TO_COMPLEX(ccos) TO_COMPLEX(ctan) TO_COMPLEX(csinh) TO_COMPLEX(ccosh) TO_COMPLEX(ctanh)
TO_COMPLEX(casin) TO_COMPLEX(cacos) TO_COMPLEX(catan) TO_COMPLEX(casinh) TO_COMPLEX(cacosh) TO_COMPLEX(catanh)
TO_COMPLEX(cexp) TO_COMPLEX(clog) TO_COMPLEX(csqrt) TO_COMPLEX(conj)
TO_REAL(cabs) TO_REAL(carg) TO_REAL(creal) TO_REAL(cimag)

Single own_cpowf(Single a, Single b) { return of_single(cpow(single(a), single(b))); }
Double own_cpow(Double a, Double b) { return of_double(cpow(number(a), number(b))); }
Double own_cpowl(Double a, Double b) { return of_double(cpow(number(a), number(b))); }

int __stdcall DllMainCRTStartup(void *module, unsigned reason, void *reserved) { return 1; }
